// One type that holds two languages to each other.
/** The same keys in every language, enforced by the compiler. */
export type SameKeys<T> = { [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> };
