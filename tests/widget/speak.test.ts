import { describe, expect, test } from "vitest"
import { speaker } from "#web/widget/speak.ts"
import { textsOf } from "./support/panel-texts.ts"

const said = (text: string) => text.replaceAll(/[\u2068\u2069\u200e\u200f]/g, "")
const say = (lang: string, key: string, params: Record<string, string | number>) =>
  said(speaker(textsOf(lang.split("-")[0]!), lang).say(key, params))

describe("the widget speaks each language by its own rules", () => {
  test.each([
    ["en", 1, "1 point"],
    ["en", 1200, "1,200 points"],
    ["de", 1200, "1.200 Punkte"],
    ["fr", 0, "0 point"],
    ["fr", 1_000_000, "1\u202f000\u202f000 de points"],
    ["es", 2, "2 puntos"],
    ["ar", 3, "3 نقاط"],
    ["ar", 11, "11 نقطة"],
    ["ar-SA", 11, "١١ نقطة"],
    ["ur", 1, "1 پوائنٹ"],
    ["ur", 240, "240 پوائنٹس"],
    ["te", 240, "240 పాయింట్లు"],
  ])("%s: %i is %s", (lang, count, words) => {
    expect(say(lang, "points", { count })).toBe(words)
  })

  test("a sentence carries the points in the right form", () => {
    const order = { count: 120, order: "#1042" }
    expect(say("en", "history.order_earned_up", order)).toBe(
      "You earned 120 points with order #1042",
    )
    expect(say("de", "history.order_earned_up", { ...order, count: 1 })).toBe(
      "Du hast mit Bestellung #1042 1 Punkt gesammelt",
    )
    expect(say("ur", "history.order_earned_up", order)).toBe(
      "آرڈر #1042 پر آپ کے بیلنس میں 120 پوائنٹس کا اضافہ ہوا",
    )
  })

  test("a name in another script does not turn the sentence around it", () => {
    const urdu = speaker(textsOf("ur"), "ur").say("history.redeemed_down", {
      count: 100,
      reward: "$5 off",
    })
    expect(urdu).toContain("\u2068$5 off\u2069")
    const english = speaker(textsOf("en"), "en").say("next.missing", {
      count: 60,
      reward: "$5 off",
    })
    expect(english).toBe("60 points to $5 off")
  })

  test.each([
    ["en-US", 500, "USD", "$5"],
    ["en-US", 550, "USD", "$5.50"],
    ["en-US", 5, "USD", "$0.05"],
    ["de", 123450, "EUR", "1.234,50\u00a0€"],
    ["en", 1000, "JPY", "¥1,000"],
    ["en", 1500, "KWD", "KWD\u00a01.500"],
    ["ur", 550, "PKR", "Rs\u00a05.50"],
    ["ur", 500, "PKR", "Rs\u00a05"],
    ["en", 1500, "IQD", "IQD\u00a01.500"],
    ["en", 150000, "HUF", "Ft\u00a01,500"],
  ])("%s writes %i minor units of %s", (lang, amountMinor, currency, words) => {
    expect(said(speaker({}, lang).money(amountMinor, currency))).toBe(words)
  })

  test("an amount beyond what a float holds is exact", () => {
    expect(speaker({}, "en").money(Number.MAX_SAFE_INTEGER, "USD")).toBe("$90,071,992,547,409.91")
  })

  test("a date is the shopper's own", () => {
    const date = (lang: string) => said(speaker({}, lang).date("2027-11-03T12:00:00Z"))
    expect(date("en-GB")).toBe("3 Nov 2027")
    expect(date("en-US")).toBe("Nov 3, 2027")
    expect(date("de")).toBe("3. Nov. 2027")
    expect(date("ur")).toBe("3 نومبر، 2027")
  })
})
