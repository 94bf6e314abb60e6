// The textures that carry a result without colour: stripes for not met, hatch for undecided, dots for unmeasured.
export function Patterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <Lines id="texture-fail" pitch={12} width={9.4} angle={45} ink="var(--fail-fill)" />
        <Lines id="texture-doubt" pitch={7} width={3.8} angle={45} ink="var(--doubt-2)" />
        <Lines id="texture-past" pitch={6.4} width={3.4} angle={-45} ink="var(--ink-2)" />
        <Lines id="texture-protection" pitch={6.4} width={4} angle={-45} ink="var(--doubt-2)" />
        <pattern id="texture-none" width="9" height="9" patternUnits="userSpaceOnUse">
          <circle cx="4.5" cy="4.5" r="1.6" fill="var(--none)" />
        </pattern>
      </defs>
    </svg>
  );
}

interface LinesProps {
  id: string;
  pitch: number;
  width: number;
  angle: number;
  ink: string;
}

function Lines({ id, pitch, width, angle, ink }: LinesProps) {
  return (
    <pattern id={id} width={pitch} height={pitch} patternUnits="userSpaceOnUse" patternTransform={`rotate(${angle})`}>
      <rect width={pitch} height={pitch} fill="var(--paper)" />
      <rect width={width} height={pitch} fill={ink} />
    </pattern>
  );
}
