// Links for televisions on a wall.
import type { LinksView, NewLink, NewLinkView } from '../../server/contract/link.js';
import { type Answer, request } from './request.js';

export function readLinks(): Promise<Answer<LinksView>> {
  return request('GET', '/api/links');
}

export function addLink(link: NewLink): Promise<Answer<NewLinkView>> {
  return request('POST', '/api/links', link);
}

export function revokeLink(id: string): Promise<Answer<null>> {
  return request('DELETE', `/api/links/${encodeURIComponent(id)}`);
}
