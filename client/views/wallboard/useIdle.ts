// True on a screen that nobody is touching: full screen, and no mouse or key for a while.
import { useEffect, useState } from 'react';

const idleAfterMs = 4_000;

/** A television or a kiosk shows nothing but the page; a desk has the browser's frame around it. */
function fillsScreen(): boolean {
  return innerWidth >= screen.width && innerHeight >= screen.height;
}

export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(fillsScreen);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(fillsScreen()), idleAfterMs);
    };
    const wake = () => {
      setIdle(false);
      rest();
    };
    const events = ['pointermove', 'pointerdown', 'keydown'] as const;
    for (const name of events) document.addEventListener(name, wake);
    addEventListener('resize', rest);
    return () => {
      clearTimeout(timer);
      for (const name of events) document.removeEventListener(name, wake);
      removeEventListener('resize', rest);
    };
  }, []);
  return isIdle;
}
