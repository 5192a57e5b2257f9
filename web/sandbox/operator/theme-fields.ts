import {
  type BlockSchema,
  type BlockSetting,
  defaultSettings,
} from "#web/sandbox/storefront/extension/block-schema.ts"
import { field } from "#web/sandbox/storefront/form.ts"
import { checkbox, selectField, textField } from "./fields.ts"
import { type Html, html } from "./html.ts"

type Values = Record<string, string | number | boolean>

/** The fields of a block's settings, drawn from its schema as the theme editor draws them. */
export function settingFields(schema: BlockSchema, key: string, stored: Values): Html[] {
  const values = { ...defaultSettings(schema), ...stored }
  return schema.settings.map((setting) => {
    if (setting.type === "header") return html`<h3>${setting.content}</h3>`
    if (!setting.id) return html`<p class="quiet">${setting.content}</p>`
    const drawn = settingField(setting, `${key}:${setting.id}`, values[setting.id] ?? "")
    return html`${drawn}${setting.info && html`<p class="quiet">${setting.info}</p>`}`
  })
}

function settingField(setting: BlockSetting, name: string, value: string | number | boolean): Html {
  const label = setting.label ?? setting.id ?? ""
  if (setting.type === "checkbox") return checkbox(label, name, value === true)
  const text = String(value)
  if (setting.options) {
    const options = setting.options.map((one): [string, string] => [one.value, one.label])
    return selectField(label, name, options, text)
  }
  const { min, max, step } = setting
  if (isNumber(setting)) {
    const unit = setting.unit ? `${label}, in ${setting.unit}` : label
    return textField(unit, name, text, { type: "number", min, max, step: step ?? "any" })
  }
  return textField(label, name, text)
}

/** The settings as posted; a number that is none keeps its default. */
export function readSettingFields(schema: BlockSchema, key: string, form: URLSearchParams): Values {
  const defaults = defaultSettings(schema)
  const pairs = schema.settings.flatMap((setting): [string, string | number | boolean][] => {
    const { id } = setting
    if (!id) return []
    const name = `${key}:${id}`
    if (setting.type === "checkbox") return [[id, form.has(name)]]
    const text = field(form, name)
    if (!isNumber(setting)) return [[id, text]]
    const number = Number(text)
    return [[id, text !== "" && Number.isFinite(number) ? number : (defaults[id] ?? "")]]
  })
  return Object.fromEntries(pairs)
}

const isNumber = (setting: BlockSetting) => setting.type === "range" || setting.type === "number"
