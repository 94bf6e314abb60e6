// Unpacks the packaged browser into TMPDIR and prints where it lies; a process of its own, because Jest hides the real environment.
import chromium from '@sparticuz/chromium';

process.stdout.write(await chromium.executablePath());
