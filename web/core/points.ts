/** A whole number of points. Never a fraction: rounding happens once, by name, in `money.ts`. */
export type Points = number & { readonly unit?: "points" }
