import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris"
import { DeleteIcon } from "@shopify/polaris-icons"
import type { ProgramVersion, ShopFacts } from "#web/admin/api/program.ts"
import { MoneyField } from "#web/admin/components/MoneyField.tsx"
import { Figure, Sentence } from "#web/admin/components/Sentence.tsx"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { decimalsOf } from "#web/core/money.ts"
import { GiveBackLine } from "./GiveBackLine.tsx"
import { SectionCard } from "./SectionCard.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

type EarningCardProps = { form: ProgramForm; shop: ShopFacts; live: ProgramVersion | null }

/** What members earn, one sentence per rate, and what that costs. */
export function EarningCard({ form, shop, live }: EarningCardProps) {
  const { t } = useWords()
  const rules = form.values.earningRules
  const refused = form.error("earningRules")
  const covered = new Set(rules.flatMap((rule) => rule.rates.map((rate) => rate.currency)))
  const missing = shop.currencies.filter((currency) => !covered.has(currency))
  return (
    <SectionCard
      title={t("program.earning")}
      part={(settings) => settings.earningRules}
      values={form.values}
      live={live}
    >
      {rules.map((rule, index) => (
        <BlockStack key={rule.id} gap="300">
          {rule.rates.map((rate, place) => (
            <RateSentence
              key={rate.currency}
              form={form}
              at={[index, place]}
              canRemove={rule.rates.length > 1}
            />
          ))}
        </BlockStack>
      ))}
      {refused ? <InlineError message={refused} fieldID="earningRules" /> : null}
      {missing.map((currency) => (
        <InlineStack key={currency}>
          <Button onClick={() => addRate(form, currency)}>
            {t("program.add-rate", { currency })}
          </Button>
        </InlineStack>
      ))}
      {[...covered].map((currency) => (
        <GiveBackLine key={currency} settings={form.values} currency={currency} />
      ))}
    </SectionCard>
  )
}

type RateSentenceProps = { form: ProgramForm; at: [rule: number, rate: number]; canRemove: boolean }

function RateSentence({ form, at: [index, place], canRemove }: RateSentenceProps) {
  const { t } = useWords()
  const rate = form.values.earningRules[index]!.rates[place]!
  const path = `earningRules.${index}.rates.${place}`
  const points = form.field<number | null>(`${path}.points`, (settings, value) => {
    settings.earningRules[index]!.rates[place]!.points = value
  })
  const perAmount = form.field<number | null>(`${path}.perAmountMinor`, (settings, value) => {
    settings.earningRules[index]!.rates[place]!.perAmountMinor = value
  })
  const remove = () =>
    form.change(path, (settings) => void settings.earningRules[index]!.rates.splice(place, 1))
  const figures = {
    points: (
      <Figure>
        <WholeField label={t("program.points")} labelHidden value={rate.points} {...points} />
      </Figure>
    ),
    amount: (
      <Figure wide>
        <MoneyField
          label={t("program.amount")}
          labelHidden
          currency={rate.currency}
          value={rate.perAmountMinor}
          {...perAmount}
        />
      </Figure>
    ),
  }
  return (
    <InlineStack gap="200" blockAlign="center">
      <Sentence words="program.rate" figures={figures} />
      {canRemove ? (
        <Button
          icon={DeleteIcon}
          variant="tertiary"
          accessibilityLabel={t("program.remove-rate", { currency: rate.currency })}
          onClick={remove}
        />
      ) : null}
    </InlineStack>
  )
}

function addRate(form: ProgramForm, currency: string): void {
  const perAmountMinor = Math.max(100, 10 ** decimalsOf(currency))
  form.change("earningRules", (settings) => {
    settings.earningRules[0]!.rates.push({ currency, points: 1, perAmountMinor })
  })
}
