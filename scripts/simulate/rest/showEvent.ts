// One webhook of a call in Twilio's own log of it: what was asked, with its fields in snake case, and what was answered.
import type { HistoryEntry } from '../engine/model.js';
import { showDate } from './dates.js';

const snakeCase = (name: string) => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toLowerCase();

export function showEvent({ post, answered, tookMs }: HistoryEntry) {
  return {
    request: {
      url: post.hook.url.replace(/#.*/, ''),
      method: post.hook.method,
      parameters: Object.fromEntries(post.fields.map(([name, value]) => [snakeCase(name), value])),
    },
    response: {
      response_code: answered.status === 0 ? 502 : answered.status,
      request_duration: tookMs,
      content_type: answered.contentType === '' ? null : answered.contentType,
      response_body: answered.body === '' ? null : answered.body,
      date_created: showDate(post.at),
    },
  };
}
