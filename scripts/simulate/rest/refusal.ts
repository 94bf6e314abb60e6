// What REST answers when it does not do what it was asked, with Twilio's own codes.

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get body() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

export const notFound = (path: string) => new Refusal(404, 20_404, `The requested resource ${path} was not found`);

export const invalid = (what: string) => new Refusal(400, 20_001, what);

export const notInProgress = (why: string) => new Refusal(400, 21_220, why);
