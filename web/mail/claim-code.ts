type Words = { subject: string; reason: string; life: string }

const words: Record<string, Words> = {
  en: {
    subject: "Your code: {code}",
    reason: "Enter this code in the shop to claim the points that wait for you: {code}",
    life: "It works for 15 minutes. If you did not ask for it, ignore this mail: nothing happens.",
  },
  ur: {
    subject: "آپ کا کوڈ: {code}",
    reason: "اپنے منتظر پوائنٹس حاصل کرنے کے لیے دکان میں یہ کوڈ درج کریں: {code}",
    life: "یہ 15 منٹ تک کام کرے گا۔ اگر آپ نے یہ نہیں مانگا تو اس میل کو نظر انداز کر دیں۔",
  },
}

/** The mail with the one-time code that proves a mailbox, in the shop's language where it is known. */
export function claimCodeMail(code: string, locale: string): { subject: string; text: string } {
  const { subject, reason, life } = words[locale.split("-", 1)[0]!] ?? words.en!
  return {
    subject: subject.replace("{code}", code),
    text: `${reason.replace("{code}", code)}\n\n${life}\n`,
  }
}
