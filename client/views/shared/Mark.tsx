// The mark: a call's strip folded into three lines, in ink.
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="9" cy="10" r="5.4" />
      <circle cx="24" cy="10" r="5.4" />
      <circle className="mark-free" cx="39" cy="10" r="4.4" />
      <rect x="3.6" y="20.4" width="29" height="7.4" rx="3.7" />
      <rect x="36.6" y="17.4" width="2.8" height="13.4" rx="1.4" />
      <circle cx="9" cy="39" r="3.2" />
      <circle cx="24" cy="39" r="3.2" />
      <circle cx="39" cy="39" r="3.2" />
    </svg>
  );
}
