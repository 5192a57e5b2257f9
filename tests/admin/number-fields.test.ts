import { expect, test } from "vitest"
import { readMoney } from "#web/admin/components/MoneyField.tsx"
import { toLatinDigits } from "#web/admin/components/WholeField.tsx"

test.each([
  ["12.5", "USD", 1250],
  ["12,50", "EUR", 1250],
  ["0.005", "KWD", 5],
  ["1,000", "JPY", 1000],
  ["۱۲٫۵", "SAR", 1250],
  [" 7 ", "USD", 700],
])("%s %s is an amount", (text, currency, minor) => {
  expect(readMoney(text, currency)).toBe(minor)
})

test.each([
  ["", "USD"],
  ["12.345", "USD"],
  ["1.5", "JPY"],
  ["-5", "USD"],
  ["1e3", "USD"],
  ["1,000.00", "USD"],
  ["five", "USD"],
  ["99999999999999999", "USD"],
])("%s %s is no amount that we would guess at", (text, currency) => {
  expect(readMoney(text, currency)).toBeNull()
})

test("digits are read as Urdu and Arabic keyboards type them", () => {
  expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩")).toBe("0123456789 0123456789")
})
