// REST requests that go wrong on purpose: the next ones of a kind are not answered, cut off or refused, carried out or not.

/** Names of the REST side's operations, as the client calls them. */
export type Operation =
  | `calls.${'create' | 'fetch' | 'update' | 'list'}`
  | `streams.${'create' | 'update'}`
  | `conferences.${'fetch' | 'update' | 'list'}`
  | `participants.${'create' | 'fetch' | 'update' | 'remove' | 'list'}`
  | `queues.${'fetch' | 'list'}`
  | `members.${'fetch' | 'update' | 'list'}`
  | `incomingPhoneNumbers.${'fetch' | 'update' | 'list'}`
  | `recordings.${'fetch' | 'remove' | 'media' | 'list'}`
  | 'events.list';

export interface Fault {
  /** `none`: silence until the client gives up; `cut`: the connection breaks; else this status. */
  answer: 'none' | 'cut' | 500 | 429;
  /** Whether the request does its work all the same: then only its answer is lost. */
  isCarriedOut: boolean;
}

export interface Faults {
  /** The next `times` requests of this kind; faults of one kind are met in the order in which they were planned. */
  next(operation: Operation, fault: Fault, times?: number): void;
  /** The fault that this request meets, if any; it is used up. */
  take(operation: Operation): Fault | undefined;
}

export function createFaults(): Faults {
  const planned: { operation: Operation; fault: Fault }[] = [];
  return {
    next(operation, fault, times = 1) {
      for (let time = 0; time < times; time += 1) planned.push({ operation, fault });
    },
    take(operation) {
      const index = planned.findIndex((one) => one.operation === operation);
      return index === -1 ? undefined : planned.splice(index, 1)[0]?.fault;
    },
  };
}
