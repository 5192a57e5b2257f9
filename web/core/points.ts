/** A whole number of points. Never a fraction: rounding happens once, by name, in `money.ts` and `orders/`. */
export type Points = number & { readonly unit?: "points" }

/** `value` as points. Throws a RangeError unless it is a safe whole number. */
export function points(value: number): Points {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`points must be a whole number, not ${value}`)
  return value
}
