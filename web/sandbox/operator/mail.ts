import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Mail } from "#web/sandbox/state/model.ts"
import { buttonForm } from "./fields.ts"
import { type Html, html } from "./html.ts"
import { time } from "./labels.ts"
import { sendDone } from "./notices.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/mail"

/** Every mail that the shop and the app sent; none of them left this machine. */
export function mountMail(app: Express, context: SandboxContext): void {
  const { mails } = context.root

  app.get(PATH, (request, response) => {
    const listed = mails.page({ orderBy: "receivedAt", reverse: true, limit: 200 })
    const rows = listed.map(
      (mail) => html`<tr><td><a class="strong" href="${PATH}/${mail.id}">${subjectOf(mail)}</a></td>
        <td>${mail.to.join(", ")}</td><td>${time(mail.receivedAt)}</td></tr>`,
    )
    const table = html`<section class="card table-card"><table class="list">
      <thead><tr><th>Subject</th><th>To</th><th>Received</th></tr></thead>
      <tbody>${rows}</tbody></table></section>`
    const empty = html`<section class="card empty"><h2>No mail yet</h2>
      <p>What the shop and the app send to anybody arrives here.</p></section>`
    sendOperator(context, request, response, {
      title: "Mail",
      menu: PATH,
      actions: listed.length > 0 ? buttonForm(`${PATH}/clear`, "Empty the inbox") : html``,
      body: rows.length > 0 ? table : empty,
    })
  })

  app.post(`${PATH}/clear`, (_request, response) => {
    for (const mail of mails.all()) mails.delete(mail.id)
    return sendDone(response, PATH, "mails-cleared")
  })

  app.get(`${PATH}/:id`, (request, response) => {
    const mail = mails.get(request.params.id)
    if (!mail) return response.redirect(303, PATH)
    const page = html`<iframe class="mail-page" src="${PATH}/${mail.id}/html"
      title="The mail as it looks" sandbox="allow-popups allow-top-navigation-by-user-activation">
      </iframe>`
    return sendOperator(context, request, response, {
      title: subjectOf(mail),
      menu: PATH,
      back: PATH,
      policy: ["frame-src 'self'"],
      body: html`<section class="card"><dl class="facts">
          <div><dt>From</dt><dd>${mail.from}</dd></div>
          <div><dt>To</dt><dd>${mail.to.join(", ")}</dd></div>
          <div><dt>Received</dt><dd>${time(mail.receivedAt)}</dd></div></dl></section>
        ${mail.html !== null && html`<section class="card">${page}</section>`}
        <section class="card"><h2>${mail.html === null ? "Text" : "As plain text"}</h2>
          <p class="mail-text" dir="auto">${linked(mail.text)}</p></section>`,
    })
  })

  // In a frame of its own, where a mail can neither run scripts nor read this site.
  app.get(`${PATH}/:id/html`, (request, response) => {
    const mail = mails.get(request.params.id)
    if (!mail?.html) return response.sendStatus(404)
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; " +
      "frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation"
    response.set({ "Content-Security-Policy": policy, "Cache-Control": "no-store" })
    return response.type("html").send(`<base target="_top">${mail.html}`)
  })
}

const subjectOf = (mail: Mail) => mail.subject || "(no subject)"

/** The text with its addresses as links. */
function linked(text: string): Html[] {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
  return parts.map((part, index) =>
    index % 2 ? html`<a href="${part}">${part}</a>` : html`${part}`,
  )
}
