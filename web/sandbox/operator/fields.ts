import { type Html, html } from "./html.ts"

type Attributes = Record<string, string | number | boolean | undefined>

/** A text, number or date field with its label. */
export function textField(
  label: string,
  name: string,
  value: string | number,
  attributes: Attributes = {},
): Html {
  const input = html`<input name="${name}" value="${value}"${attributesOf(attributes)}>`
  return html`<label class="field">${label}${input}</label>`
}

/** A text of several lines with its label. */
export function textArea(label: string, name: string, value: string, rows: number): Html {
  return html`<label class="field">${label}
    <textarea name="${name}" rows="${rows}" spellcheck="false">${value}</textarea></label>`
}

/** A choice from a list with its label. */
export function selectField(
  label: string,
  name: string,
  options: [value: string, label: string][],
  chosen: string,
): Html {
  const shown = options.map(([value, text]) => {
    return html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`
  })
  return html`<label class="field">${label}<select name="${name}">${shown}</select></label>`
}

/** A box to tick with its label. */
export function checkbox(label: string, name: string, checked: boolean): Html {
  return html`<label class="check"><input type="checkbox" name="${name}" value="1"${
    checked && html` checked`
  }> ${label}</label>`
}

/** A form that posts to an address, with its button. */
export function form(action: string, button: string, fields: Html, tone = ""): Html {
  return html`<form class="form" method="post" action="${action}">${fields}
    <button class="button ${tone}" type="submit">${button}</button></form>`
}

/** One button that posts to an address. */
export function buttonForm(action: string, button: string, tone = ""): Html {
  return html`<form class="button-form" method="post" action="${action}">
    <button class="button ${tone}" type="submit">${button}</button></form>`
}

function attributesOf(attributes: Attributes): Html[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === false || value === undefined) return []
    return [value === true ? html` ${name}` : html` ${name}="${value}"`]
  })
}
