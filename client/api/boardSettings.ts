// What a board needs once: names, targets, rule and hours.
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import { type Answer, request } from './request.js';

export function readBoardSettings(): Promise<Answer<BoardSettings>> {
  return request('GET', '/api/board');
}
