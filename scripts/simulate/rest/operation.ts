// The recipe of every REST operation: the fault planned for it, its fields, its work, its answer in Twilio's form.
import type { Request, Response } from 'express';
import type { StandIn } from '../createStandIn.js';
import type { Fault, Operation } from '../faults.js';
import { type Form, readForm } from './form.js';
import { Refusal } from './refusal.js';

export interface Asked {
  /** A part of the path, such as a SID. */
  part(name: string): string;
  /** Of the body, or of the query for GET. */
  form: Form;
  /** As it was asked, without the query. */
  path: string;
  query: URLSearchParams;
}

export interface Answer {
  status?: 200 | 201 | 204;
  body?: object;
  media?: Buffer;
}

/** @param known the names of the fields that this operation takes. */
export function operation(
  standIn: StandIn,
  name: Operation,
  known: readonly string[],
  work: (asked: Asked) => Answer,
): (request: Request, response: Response) => void {
  return (request, response) => {
    const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
    const carryOut = () => {
      const fields = request.method === 'GET' ? query : new URLSearchParams(String(request.body ?? ''));
      return work({
        part: (part) => String(request.params[part]),
        form: readForm(fields, known),
        path: request.path,
        query,
      });
    };
    const fault = standIn.faults.take(name);
    try {
      if (fault) return meetFault(fault, carryOut, response);
      const { status = 200, body, media } = carryOut();
      response.status(status);
      if (media) response.type('audio/x-wav').send(media);
      else if (body) response.json(body);
      else response.end();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(response, error);
    }
  };
}

export function refuse(response: Response, refusal: Refusal): void {
  response.status(refusal.status).json(refusal.body);
}

function meetFault({ answer, isCarriedOut }: Fault, carryOut: () => Answer, response: Response): void {
  if (isCarriedOut) carryOut();
  if (answer === 'cut') response.socket?.destroy();
  if (answer === 429) refuse(response, new Refusal(429, 20_429, 'Too Many Requests'));
  if (answer === 500) refuse(response, new Refusal(500, 20_500, 'An internal server error has occurred'));
  // Otherwise nothing: the client gives up and closes.
}
