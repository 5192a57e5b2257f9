/** Money in the currency's smallest unit (cents, yen, fils): a whole number, always beside an ISO 4217 currency. */
export type Minor = number & { readonly unit?: "minor" }

/** An exact, non-negative fraction of points: what a line is worth before the order is rounded once. */
export type Fraction = { numerator: bigint; denominator: bigint }

export type Rounding = "down" | "nearest" | "up"

export class MoneyError extends Error {
  readonly reason: "bad-amount" | "unknown-currency"
  readonly value: string
  constructor(reason: "bad-amount" | "unknown-currency", value: string) {
    super(`${reason}: ${value}`)
    this.reason = reason
    this.value = value
  }
}

/** The largest amount that is believed, in minor units: a trillion dollars. Sums of it stay exact. */
export const largestAmount = 1e14

const currencies = new Set(Intl.supportedValuesOf("currency"))

/**
 * ISO 4217's own decimals where they are not two. Not those of Intl: they follow what people write (no fils in PKR, no
 * fillér in HUF), while platforms send what the standard says ("199.50" PKR).
 */
const unusualDecimals: Record<string, number> = {
  ...decimals(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...decimals(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...decimals(4, "CLF UYW"),
}

function decimals(count: number, list: string): Record<string, number> {
  return Object.fromEntries(list.split(" ").map((currency) => [currency, count]))
}

/** How many decimals an ISO 4217 currency has: USD 2, JPY 0, KWD 3. Throws MoneyError on an unknown one. */
export function decimalsOf(currency: string): number {
  if (!currencies.has(currency)) throw new MoneyError("unknown-currency", currency)
  return unusualDecimals[currency] ?? 2
}

/**
 * A platform's decimal text ("89.99") as minor units (8999), exactly. More decimals than the currency has are
 * accepted only when they are zeros. Throws MoneyError on anything else: "1e3", "1,000.00", "", a huge amount.
 */
export function parseAmount(text: string, currency: string): Minor {
  const places = decimalsOf(currency)
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,8}))?$/.exec(text)
  if (!match) throw new MoneyError("bad-amount", text.slice(0, 40))
  const fraction = match[3] ?? ""
  if (/[1-9]/.test(fraction.slice(places))) throw new MoneyError("bad-amount", text)
  const minor = Number(match[2] + fraction.slice(0, places).padEnd(places, "0"))
  if (minor > largestAmount) throw new MoneyError("bad-amount", text)
  return match[1] && minor ? -minor : minor
}

/** Minor units as the platform's decimal text: 8999 USD is "89.99". */
export function formatAmount(minor: Minor, currency: string): string {
  const places = decimalsOf(currency)
  if (places === 0) return String(minor)
  const digits = String(Math.abs(minor)).padStart(places + 1, "0")
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator }
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}

/** A non-negative fraction as a whole number, by the rounding that the programme names. */
export function roundFraction({ numerator, denominator }: Fraction, rounding: Rounding): number {
  const extra = rounding === "down" ? 0n : rounding === "up" ? denominator - 1n : denominator / 2n
  return Number((numerator + extra) / denominator)
}

/**
 * Shares `total` out over `weights` so that the parts are whole, in proportion, and add up to it (largest remainder;
 * ties go to the earlier part). All-zero weights get nothing unless `total` is 0.
 */
export function shareOut(total: number, weights: readonly Fraction[]): number[] {
  const common = weights.reduce((product, w) => lcm(product, w.denominator), 1n)
  const scaled = weights.map((w) => w.numerator * (common / w.denominator))
  const sum = scaled.reduce((a, b) => a + b, 0n)
  if (sum === 0n) return weights.map(() => 0)
  const exact = scaled.map((s) => s * BigInt(total))
  const parts = exact.map((e) => Number(e / sum))
  let left = total - parts.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((e, index) => ({ index, remainder: e % sum }))
    .sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
    )
  for (const { index } of byRemainder) {
    if (left-- <= 0) break
    parts[index] = parts[index]! + 1
  }
  return parts
}

function lcm(a: bigint, b: bigint): bigint {
  if (a === b) return a
  let [x, y] = [a, b]
  while (y) [x, y] = [y, x % y]
  return (a / x) * b
}
