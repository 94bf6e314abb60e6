// A check value to read aloud or compare by eye: groups of four, capitals underlined, since both cases occur.
import { Fragment } from 'react';
import { hashGroups } from './hashGroups.js';

export function CheckValue({ hash }: { hash: string }) {
  return (
    <span className="check-value" data-value={hash}>
      {hashGroups(hash).map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group's place is all that tells it from an equal one.
        <Fragment key={at}>
          <span className="check-group">{[...group].map(underlineCapital)}</span>{' '}
        </Fragment>
      ))}
    </span>
  );
}

const underlineCapital = (letter: string, at: number) => (/[A-Z]/.test(letter) ? <u key={at}>{letter}</u> : letter);
