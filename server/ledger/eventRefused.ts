// An event that the database answers but will never take: asking again changes nothing.
export class EventRefused extends Error {
  override name = 'EventRefused';
}
