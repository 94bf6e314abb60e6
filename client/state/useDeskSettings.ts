// The city's settings for the desk: time zone and department names, read once.
import { useEffect, useState } from 'react';
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import { readBoardSettings } from '../api/boardSettings.js';

const retryMs = 3_000;

/** @param isAllowed whether this person may see a board at all. */
export function useDeskSettings(isAllowed: boolean): BoardSettings | null {
  const [settings, setSettings] = useState<BoardSettings | null>(null);
  useEffect(() => {
    if (!isAllowed) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const answer = await readBoardSettings();
      if (isOver) return;
      if (answer.ok) setSettings(answer.body);
      else if (answer.status !== 401 && answer.status !== 403) timer = setTimeout(() => void read(), retryMs);
    };
    void read();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isAllowed]);
  return settings;
}
