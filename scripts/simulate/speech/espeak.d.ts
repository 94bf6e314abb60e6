// What we use of the speech synthesiser, which comes without types.
declare module '@echogarden/espeak-ng-emscripten' {
  interface Voice {
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    get_samplerate(): number;
    /** @param take gets 16-bit samples piece by piece; answers true to stop. */
    synthesize(text: string, take: (samples: Int16Array | null) => boolean): void;
  }
  export default function createSynthesiser(): Promise<{ eSpeakNGWorker: new () => Voice }>;
}
