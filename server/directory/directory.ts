// The city's directory as the call path needs it: which line a dialled number is, whom it rings, and what departments are called.
// Routing is answered from memory; the stored documents are read at start and after an import.

export interface Department {
  id: string;
  name: { ko: string; en: string };
  bureau: string;
}

/** Where a leg is sent: E.164 number, `sip:` address or `client:` name; voicemail and menu are never human answers. */
export interface Target {
  address: string;
  kind: 'number' | 'sip' | 'client' | 'voicemail' | 'menu';
  departmentId: string | null;
  officialId: string | null;
}

/** A number citizens dial. All targets ring at once; more than 10 is Twilio's limit for one Dial. */
export interface Line {
  number: string;
  departmentId: string;
  officialId: string | null;
  targets: Target[];
}

export interface Directory {
  departments(): readonly Department[];
  department(id: string): Department | undefined;
  /** Undefined for a number that nobody has. `number` as Twilio sends it: E.164, `sip:` or `client:`. */
  line(number: string): Line | undefined;
  /** Whose telephone an address is, for legs that somebody else dialled (a transfer asked for by a telephone system). */
  target(address: string): Target | undefined;
  /** The desks of the same team without that official's own: who covers for an absent colleague. Empty for a stranger. */
  pickupGroup(officialId: string): readonly Target[];
}
