// @vitest-environment happy-dom
import { AppProvider } from "@shopify/polaris"
import polaris from "@shopify/polaris/locales/en.json" with { type: "json" }
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { cleanup, render, screen, waitFor } from "@testing-library/react"
import { userEvent } from "@testing-library/user-event"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type Refusal, RequestError } from "#web/admin/api/request.ts"
import type { TierFields } from "#web/admin/api/tiers.ts"
import type { Saved } from "#web/admin/components/use-form.ts"
import words from "#web/admin/locales/en.json" with { type: "json" }
import { TierForm } from "#web/admin/screens/tiers/TierForm.tsx"
import { useTierForm } from "#web/admin/screens/tiers/useTierForm.ts"
import { LanguageContext, languageOf } from "#web/admin/words/useWords.ts"

const silver: TierFields = {
  name: "Silver",
  match: "any",
  thresholds: { earnedPoints: null, spendMinor: 20_000, orderCount: null },
}

let sent: Saved<TierFields>[]
let answer: () => Promise<Refusal[]>

beforeEach(() => {
  sent = []
  answer = async () => []
})
afterEach(cleanup)

/** The form as a screen holds it, with its save bar as plain buttons. */
function Screen({ saved, currency = "USD" }: { saved: Saved<TierFields>; currency?: string }) {
  const form = useTierForm(saved, (edited) => {
    sent.push(edited)
    return answer()
  })
  return (
    <>
      <TierForm form={form} currency={currency} />
      {form.dirty ? <output>unsaved</output> : null}
      <button type="button" onClick={() => void form.save()}>
        Save
      </button>
      <button type="button" onClick={form.discard}>
        Discard
      </button>
    </>
  )
}

function show(saved: Saved<TierFields> = { values: silver, revision: 4 }, currency = "USD") {
  const screenWith = (of: Saved<TierFields>) => (
    <LanguageContext.Provider value={languageOf("en", words)}>
      <AppProvider i18n={polaris}>
        <QueryClientProvider client={new QueryClient()}>
          <Screen saved={of} currency={currency} />
        </QueryClientProvider>
      </AppProvider>
    </LanguageContext.Provider>
  )
  const view = render(screenWith(saved))
  return {
    user: userEvent.setup(),
    arrives: (newer: Saved<TierFields>) => view.rerender(screenWith(newer)),
  }
}

// A field's unit is read out behind its label.
const field = (label: string) =>
  screen.getByRole<HTMLInputElement>("textbox", {
    name: new RegExp(`^${label}( USD| JPY| orders)?$`),
  })
const choice = (label: string) => screen.getByRole<HTMLInputElement>("checkbox", { name: label })
const press = (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(screen.getByRole("button", { name }))

test("a tier is shown as it is saved, its amount with the currency's decimals", () => {
  show()
  expect(field("Name").value).toBe("Silver")
  expect(field("Amount spent").value).toBe("200.00")
  expect(choice("Orders placed").checked).toBe(false)
  expect(screen.queryByText("unsaved")).toBeNull()
})

test("an amount in yen has no decimals", () => {
  show({ values: silver, revision: 4 }, "JPY")
  expect(field("Amount spent").value).toBe("20000")
})

test("what is typed is saved in whole minor units, with the revision that was on the screen", async () => {
  const { user } = show()
  await user.clear(field("Amount spent"))
  await user.type(field("Amount spent"), "149.5")
  await user.click(choice("Orders placed"))
  await user.type(field("Orders placed"), "3")
  await user.selectOptions(screen.getByRole("combobox"), "all")
  await press(user, "Save")
  expect(sent).toEqual([
    {
      revision: 4,
      values: {
        name: "Silver",
        match: "all",
        thresholds: { earnedPoints: null, spendMinor: 14_950, orderCount: 3 },
      },
    },
  ])
})

test("a newer revision that arrives while somebody types is not taken for theirs", async () => {
  const { user, arrives } = show()
  await user.type(field("Name"), " plus")
  arrives({ values: { ...silver, name: "Argent" }, revision: 5 })
  expect(field("Name").value).toBe("Silver plus")
  await press(user, "Save")
  expect(sent[0]!.revision).toBe(4)
})

test("changing something back leaves nothing to save", async () => {
  const { user } = show()
  await user.type(field("Name"), "x")
  expect(screen.getByText("unsaved")).toBeTruthy()
  await user.type(field("Name"), "{Backspace}")
  expect(screen.queryByText("unsaved")).toBeNull()
})

test("discarding brings back what is saved, the typed text too", async () => {
  const { user } = show()
  await user.clear(field("Amount spent"))
  await user.type(field("Amount spent"), "nonsense")
  expect(field("Amount spent").value).toBe("nonsense")
  await press(user, "Discard")
  expect(field("Amount spent").value).toBe("200.00")
  expect(screen.queryByText("unsaved")).toBeNull()
})

test("a refusal stands beside its field, and goes when that field changes", async () => {
  answer = async () => [
    { code: "empty", field: "name", limit: null },
    { code: "too-small", field: "thresholds.spendMinor", limit: 1 },
  ]
  const { user } = show()
  await user.clear(field("Name"))
  await press(user, "Save")
  await waitFor(() => expect(field("Name").getAttribute("aria-invalid")).toBe("true"))
  expect(screen.getByText("Fill this in.")).toBeTruthy()
  expect(screen.getByText("Enter a larger amount.")).toBeTruthy()
  await user.type(field("Name"), "S")
  expect(screen.queryByText("Fill this in.")).toBeNull()
  expect(screen.getByText("Enter a larger amount.")).toBeTruthy()
})

test("a tier without a way to reach it is refused beside the ways", async () => {
  answer = async () => [{ code: "tier-without-threshold", field: "thresholds", limit: null }]
  const { user } = show()
  await user.click(choice("Amount spent"))
  await press(user, "Save")
  expect(await screen.findByText("Choose at least one way to reach this tier.")).toBeTruthy()
})

test("somebody else's change is told, with a way to load it", async () => {
  answer = async () => [{ code: "edited-meanwhile", field: null, limit: null }]
  const { user } = show()
  await user.type(field("Name"), "x")
  await press(user, "Save")
  expect(await screen.findByText("Somebody else changed the program meanwhile")).toBeTruthy()
  await press(user, "Load the newest")
  await waitFor(() => expect(field("Name").value).toBe("Silver"))
})

test("a lost connection loses nothing that was typed", async () => {
  answer = () => Promise.reject(new RequestError("offline"))
  const { user } = show()
  await user.type(field("Name"), " plus")
  await press(user, "Save")
  expect(await screen.findByText("The server could not be reached")).toBeTruthy()
  expect(field("Name").value).toBe("Silver plus")
  answer = async () => []
  await press(user, "Try again")
  await waitFor(() => expect(sent).toHaveLength(2))
})
