/** A settings object while somebody types: a number may be missing for a moment. */
export type Editable<Value> = Value extends number
  ? number | null
  : Value extends string | boolean | null | undefined
    ? Value
    : { [Key in keyof Value]: Editable<Value[Key]> }
