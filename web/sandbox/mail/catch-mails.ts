import PostalMime, { type Address } from "postal-mime"
import { SMTPServer } from "smtp-server"
import type { Clock } from "#web/sandbox/clock.ts"
import type { Mail } from "#web/sandbox/state/model.ts"
import type { Store } from "#web/sandbox/state/store.ts"

export type MailCatcher = { port: number; close(): Promise<void> }

/**
 * Takes every mail sent to it over SMTP and stores it; nothing leaves the machine. 0 picks a port.
 */
export async function catchMails(store: Store, clock: Clock, port: number): Promise<MailCatcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((one) => one.address)
        readMail(Buffer.concat(chunks), to, store.nextId(), clock.now())
          .then((mail) => store.mails.put(mail))
          .then(() => callback(), callback)
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve())
  })
  server.removeAllListeners("error")
  // A client that breaks off must not end the process.
  server.on("error", () => {})
  const bound = server.server.address()
  return {
    port: typeof bound === "object" && bound ? bound.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function readMail(raw: Buffer, to: string[], id: string, now: Date): Promise<Mail> {
  const mail = await PostalMime.parse(raw)
  return {
    id,
    from: addressText(mail.from),
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? null,
    headers: mail.headers.map((header) => ({ name: header.key, value: header.value })),
    receivedAt: now.toISOString(),
  }
}

function addressText(address: Address | undefined): string {
  if (!address?.address) return ""
  return address.name ? `${address.name} <${address.address}>` : address.address
}
