/**
 * Minor digits of an ISO 4217 currency: 2 for USD and PKR, 0 for JPY, 3 for KWD. By the standard, as Shopify does, and
 * not by Intl, which leaves out what people do not write.
 */
export function currencyDigits(currency: string): number {
  if (noDigits.has(currency)) return 0
  return threeDigits.has(currency) ? 3 : 2
}

const noDigits = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "),
)
const threeDigits = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "))

/** As webhooks and pages write it: 1250 USD is "12.50", 1250 JPY is "1250". */
export function amountText(minor: number, currency: string): string {
  const places = currencyDigits(currency)
  const sign = minor < 0 ? "-" : ""
  const all = String(Math.abs(minor)).padStart(places + 1, "0")
  if (places === 0) return `${sign}${all}`
  return `${sign}${all.slice(0, -places)}.${all.slice(-places)}`
}

/** As the Admin API writes a Decimal: "12.5", "1250.0". */
export function decimalText(minor: number, currency: string): string {
  const [whole, fraction = ""] = amountText(minor, currency).split(".")
  return `${whole}.${fraction.replace(/0+$/, "") || "0"}`
}

/** Reads "12.5" or 12.5 as minor units; null if it is no amount of this currency. */
export function minorOf(amount: string | number, currency: string): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(amount).trim())
  if (!match) return null
  const places = currencyDigits(currency)
  const fraction = (match[3] ?? "").replace(/0+$/, "")
  if (fraction.length > places) return null
  const minor = Number(match[2] + fraction.padEnd(places, "0"))
  if (!Number.isSafeInteger(minor)) return null
  return match[1] && minor !== 0 ? -minor : minor
}

/** `amount * numerator / denominator`, half a unit rounded up; exact however large the product. */
export function portion(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator) * 2n + BigInt(denominator)
  return Number(product / (BigInt(denominator) * 2n))
}

/**
 * Shares a total out in proportion to the weights. The parts add up to the total exactly: what
 * rounding down leaves goes, a unit each, to the largest remainders, the earlier first.
 */
export function allocate(totalMinor: number, weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  if (sum === 0n) return weights.map(() => 0)
  const exact = weights.map((weight) => BigInt(totalMinor) * BigInt(weight))
  const parts = exact.map((value) => Number(value / sum))
  const left = totalMinor - parts.reduce((total, part) => total + part, 0)
  const order = exact
    .map((value, index) => ({ index, remainder: value % sum }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)
  for (const { index } of order.slice(0, left)) parts[index]! += 1
  return parts
}
