// Starts the browser's half: words, styles, one root.
import '@fontsource-variable/noto-sans-kr';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { readBoardOptions } from './options/boardOptions.js';
import { keptLanguage } from './options/kept.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/board.css';
import './styles/now.css';
import './styles/strip.css';
import './styles/day.css';
import './styles/upright.css';
import { startWords } from './words/words.js';

const options = readBoardOptions(location.search);
const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');
await startWords(options.language ?? keptLanguage() ?? 'ko');
createRoot(root).render(
  <StrictMode>
    <App options={options} />
  </StrictMode>,
);
