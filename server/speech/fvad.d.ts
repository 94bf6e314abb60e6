// What we use of the voice detector, which comes without types.
declare module '@echogarden/fvad-wasm' {
  interface VoiceDetectorModule {
    HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _fvad_new(): number;
    _fvad_free(instance: number): void;
    /** 0 (hears most as voice) to 3. */
    _fvad_set_mode(instance: number, mode: number): number;
    _fvad_set_sample_rate(instance: number, rate: number): number;
    /** @returns 1 for voice, 0 for none, -1 for a wrong length. */
    _fvad_process(instance: number, samples: number, length: number): number;
  }
  export default function createVoiceDetector(): Promise<VoiceDetectorModule>;
}
