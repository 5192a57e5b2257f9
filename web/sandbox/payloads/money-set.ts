import { amountText } from "#web/sandbox/commerce/money.ts"

/** An amount in shop and presentment money; the sandbox sells in the shop's currency only. */
export function moneySet(minor: number, currency: string) {
  const money = { amount: amountText(minor, currency), currency_code: currency }
  return { shop_money: money, presentment_money: money }
}
