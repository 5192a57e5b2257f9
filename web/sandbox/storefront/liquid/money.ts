import { currencyDigits } from "#web/sandbox/commerce/money.ts"

/**
 * Prices as Liquid and the Ajax API carry them: hundredths in every currency, yen included. A
 * currency of three digits (KWD) is rounded to what hundredths can say.
 */
export function hundredths(amountMinor: number, currency: string): number {
  const digits = currencyDigits(currency)
  return digits <= 2 ? amountMinor * 10 ** (2 - digits) : Math.round(amountMinor / 10)
}

/** "1234.50" for 123450 hundredths, with as many decimals as the currency has. */
export function decimalOf(price: number, currency: string): string {
  const digits = Math.min(currencyDigits(currency), 2)
  const sign = price < 0 ? "-" : ""
  const figures = String(Math.abs(price)).padStart(3, "0")
  const fraction = figures.slice(-2).slice(0, digits)
  return `${sign}${figures.slice(0, -2)}${fraction && `.${fraction}`}`
}

/**
 * A price in hundredths as a shopper reads it ("$19.99"). Urdu keeps western figures and the symbol
 * in front, as shops in Pakistan print prices.
 */
export function formatMoney(price: number, currency: string): string {
  const digits = Math.min(currencyDigits(currency), 2)
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  // A decimal string is formatted exactly; a division by 100 would not be.
  return format.format(decimalOf(price, currency) as Intl.StringNumericLiteral)
}

/** The same without ".00" when there are no cents. */
export function formatMoneyShort(price: number, currency: string): string {
  return formatMoney(price, currency).replace(/\.0+$/, "")
}
