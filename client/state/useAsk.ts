// Every request of a screen goes through here, so that an ended session leads to the sign-in page from anywhere.
import { useCallback } from 'react';
import type { Answer } from '../api/request.js';
import { useSessionContext } from './sessionContext.js';

export type Ask = <T>(asked: Promise<Answer<T>>) => Promise<Answer<T>>;

export function useAsk(): Ask {
  const { ask } = useSessionContext();
  return useCallback(
    async (asked) => {
      const answer = await asked;
      if (!answer.ok && answer.code === 'SIGN_IN_REQUIRED') await ask();
      return answer;
    },
    [ask],
  );
}
