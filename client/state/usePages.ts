// A list that the server gives page by page, newest first, each page fetched when somebody asks for more.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Refusal } from '../api/request.js';
import { useAsk } from './useAsk.js';

export interface PageOf<Row> {
  items: Row[];
  nextCursor: string | null;
}

export interface Pages<Row> {
  /** null until the first page has come. */
  rows: Row[] | null;
  hasMore: boolean;
  isLoading: boolean;
  refusal: Refusal | null;
  more: () => void;
  /** From the first page again. */
  reload: () => void;
  /** After a change that the server has confirmed. */
  change: (change: (rows: Row[]) => Row[]) => void;
}

interface Read<Row> {
  rows: Row[] | null;
  cursor: string | null;
  isLoading: boolean;
  refusal: Refusal | null;
}

/** @param load must stay the same function as long as it lists the same thing (useCallback); another one starts anew. */
export function usePages<Row>(load: (cursor: string | null) => Promise<Answer<PageOf<Row>>>): Pages<Row> {
  const ask = useAsk();
  const [read, setRead] = useState<Read<Row>>({ rows: null, cursor: null, isLoading: true, refusal: null });
  const latest = useRef(0);
  const fetchPage = useCallback(
    async (cursor: string | null) => {
      latest.current += 1;
      const turn = latest.current;
      setRead((before) => ({ ...before, isLoading: true, refusal: null }));
      const answer = await ask(load(cursor));
      // A slow answer to an earlier question must not replace the answer to a later one.
      if (turn !== latest.current) return;
      if (!answer.ok) return setRead((before) => ({ ...before, isLoading: false, refusal: answer }));
      const { items, nextCursor } = answer.body;
      setRead((before) => ({
        rows: cursor === null ? items : [...(before.rows ?? []), ...items],
        cursor: nextCursor,
        isLoading: false,
        refusal: null,
      }));
    },
    [ask, load],
  );
  useEffect(() => {
    void fetchPage(null);
    return () => {
      latest.current += 1;
    };
  }, [fetchPage]);
  const change = useCallback(
    (change: (rows: Row[]) => Row[]) => setRead((before) => ({ ...before, rows: before.rows && change(before.rows) })),
    [],
  );
  return {
    rows: read.rows,
    hasMore: read.cursor !== null,
    isLoading: read.isLoading,
    refusal: read.refusal,
    more: () => void fetchPage(read.cursor),
    reload: () => void fetchPage(null),
    change,
  };
}
