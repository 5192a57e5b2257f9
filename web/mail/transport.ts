import { createTransport } from "nodemailer"
import { claimCodeMail } from "./claim-code.ts"

/** Sends the app's mails; null when no SMTP server is set. */
export function openMail(smtpUrl: string | undefined, from = "Rewards <rewards@localhost>") {
  if (!smtpUrl) return null
  const transport = createTransport(smtpUrl, { from })
  return {
    async sendClaimCode(to: string, code: string, locale: string): Promise<void> {
      await transport.sendMail({ to, ...claimCodeMail(code, locale) })
    },
    close: () => transport.close(),
  }
}
