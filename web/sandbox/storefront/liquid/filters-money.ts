import { decimalOf, formatMoney, formatMoneyShort } from "./money.ts"
import { type Filters, surroundingsOf } from "./surroundings.ts"

type Format = (price: number, currency: string) => string

// Prices reach Liquid in hundredths, as numbers or as digits in a string.
const priced = (format: Format): Filters[string] =>
  function (value: unknown) {
    const price = Math.round(Number(value))
    return Number.isFinite(price) ? format(price, surroundingsOf(this).currency) : ""
  }

/** Shopify's money filters. */
export const moneyFilters: Filters = {
  money: priced(formatMoney),
  money_with_currency: priced((price, currency) => `${formatMoney(price, currency)} ${currency}`),
  money_without_trailing_zeros: priced(formatMoneyShort),
  money_without_currency: priced((price, currency) =>
    formatMoney(price, currency).replaceAll(/[^\d.,-]/g, ""),
  ),
  money_amount: priced(decimalOf),
}
