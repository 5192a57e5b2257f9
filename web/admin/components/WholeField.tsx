import { TextField, type TextFieldProps } from "@shopify/polaris"
import { useState } from "react"

export type NumberFieldProps = Pick<
  TextFieldProps,
  "label" | "labelHidden" | "error" | "disabled" | "suffix" | "prefix" | "helpText" | "id"
> & {
  /** Null: nothing that can be read as a number is written there. */
  value: number | null
  onChange: (value: number | null, isEmpty: boolean) => void
}

type WholeFieldProps = NumberFieldProps & { allowNegative?: boolean }

/** A whole number. What is typed stays as typed; what it means goes out. */
export function WholeField({ value, onChange, allowNegative = false, ...rest }: WholeFieldProps) {
  const read = (text: string) => readWhole(text, allowNegative)
  return (
    <TypedNumber
      value={value}
      onChange={onChange}
      read={read}
      write={String}
      inputMode="numeric"
      {...rest}
    />
  )
}

type TypedNumberProps = NumberFieldProps & {
  read: (text: string) => number | null
  write: (value: number) => string
  inputMode: "numeric" | "decimal"
}

/** Keeps the text while it means `value`; when `value` changes from outside, the text follows. */
export function TypedNumber({ value, onChange, read, write, ...rest }: TypedNumberProps) {
  const [text, setText] = useState(value === null ? "" : write(value))
  const shown = read(text) === value ? text : value === null ? "" : write(value)
  const change = (typed: string) => {
    setText(typed)
    onChange(read(typed), typed.trim() === "")
  }
  return <TextField autoComplete="off" {...rest} value={shown} onChange={change} />
}

function readWhole(text: string, allowNegative: boolean): number | null {
  const plain = toLatinDigits(text)
    .trim()
    .replace(/[,٬\s]/g, "")
  const pattern = allowNegative ? /^[-+−]?\d{1,12}$/ : /^\d{1,12}$/
  return pattern.test(plain) ? Number(plain.replace("−", "-")) : null
}

/** Digits as an Urdu, Persian or Arabic keyboard types them. */
export function toLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
}
