import { decimalsOf, formatAmount, parseAmount } from "#web/core/money.ts"
import { type NumberFieldProps, TypedNumber, toLatinDigits } from "./WholeField.tsx"

/** An amount in minor units, typed with the decimals that the currency has. */
export function MoneyField({ currency, ...rest }: NumberFieldProps & { currency: string }) {
  return (
    <TypedNumber
      suffix={currency}
      {...rest}
      inputMode={decimalsOf(currency) ? "decimal" : "numeric"}
      read={(text) => readMoney(text, currency)}
      write={(minor) => formatAmount(minor, currency)}
    />
  )
}

/** Minor units; null for anything that is no amount in this currency. A comma may stand for the decimal point. */
export function readMoney(text: string, currency: string): number | null {
  const plain = toLatinDigits(text)
    .trim()
    .replace("٫", ".")
    .replace(/^(\d+),(\d{1,3})$/, decimalsOf(currency) ? "$1.$2" : "$1$2")
  try {
    const minor = parseAmount(plain, currency)
    return minor >= 0 ? minor : null
  } catch {
    return null
  }
}
