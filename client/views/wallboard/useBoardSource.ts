// Opens the board's two sources for as long as it is shown: the settings once, the live state over the socket.
import { useEffect, useState } from 'react';
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import { readBoardSettings } from '../../api/boardSettings.js';
import { openBoardSocket } from '../../connect/boardSocket.js';
import { followBoard } from '../../connect/followBoard.js';
import type { BoardContextValue } from '../../state/boardHooks.js';
import { createBoardStore } from '../../state/boardStore.js';

const settingsRetryMs = 3_000;

/** `onRefused` runs when the server no longer accepts this session. */
export function useBoardSource(department: string | undefined, onRefused: () => void): BoardContextValue {
  const [store] = useState(createBoardStore);
  const [settings, setSettings] = useState<BoardSettings | null>(null);
  const [hasNoDepartment, setNoDepartment] = useState(false);
  useEffect(() => {
    const onNoDepartment = () => setNoDepartment(true);
    return followBoard({ socket: openBoardSocket(), store, department, onNoDepartment, onRefused });
  }, [store, department, onRefused]);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const answer = await readBoardSettings();
      if (isOver) return;
      if (answer.ok) setSettings(answer.body);
      else if (answer.status === 401) onRefused();
      else timer = setTimeout(() => void read(), settingsRetryMs);
    };
    void read();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [onRefused]);
  return { store, settings, department, hasNoDepartment };
}
