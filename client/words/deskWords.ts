// Teaches the running translator the words of the desk.
import i18next from 'i18next';
import { desk as en } from './en/desk.js';
import { desk as ko } from './ko/desk.js';

export function addDeskWords(): void {
  i18next.addResourceBundle('ko', 'translation', ko, true);
  i18next.addResourceBundle('en', 'translation', en, true);
}
