import { decimalText } from "#web/sandbox/commerce/money.ts"

/** MoneyV2. */
export function money(minor: number, currency: string) {
  return {
    __typename: "MoneyV2",
    amount: decimalText(minor, currency),
    currencyCode: currency,
  }
}

/** MoneyBag; the sandbox sells in the shop's currency only. */
export function moneyBag(minor: number, currency: string) {
  const both = money(minor, currency)
  return { shopMoney: both, presentmentMoney: both }
}
