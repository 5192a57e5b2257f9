import {
  Badge,
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  InlineStack,
  Link,
  Text,
} from "@shopify/polaris"
import { ArrowDownIcon, ArrowUpIcon } from "@shopify/polaris-icons"
import type { Tier } from "#web/admin/api/tiers.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { tierSentence } from "./tier-sentence.ts"

type TierRowProps = {
  tier: Tier
  currency: string
  isFirst: boolean
  isLast: boolean
  moving: boolean
  /** -1: towards the top of the list. */
  onMove: (by: 1 | -1) => void
}

export function TierRow({ tier, currency, isFirst, isLast, moving, onMove }: TierRowProps) {
  const words = useWords()
  const { t } = words
  return (
    <Box padding="400" borderColor="border-secondary" borderBlockStartWidth={isFirst ? "0" : "025"}>
      <InlineStack gap="400" align="space-between" blockAlign="center" wrap={false}>
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Link url={`/tiers/${tier.id}`} monochrome removeUnderline>
              <Text as="span" variant="headingSm">
                {tier.name}
              </Text>
            </Link>
            {tier.status === "live" ? null : (
              <Badge tone="attention">{t(`tiers.status-${tier.status}`)}</Badge>
            )}
          </InlineStack>
          <Text as="p" tone="subdued">
            {tierSentence(words, tier, currency)}
          </Text>
        </BlockStack>
        <ButtonGroup variant="segmented">
          <Button
            icon={ArrowUpIcon}
            accessibilityLabel={t("tiers.move-up", { name: tier.name })}
            disabled={isFirst || moving}
            onClick={() => onMove(-1)}
          />
          <Button
            icon={ArrowDownIcon}
            accessibilityLabel={t("tiers.move-down", { name: tier.name })}
            disabled={isLast || moving}
            onClick={() => onMove(1)}
          />
        </ButtonGroup>
      </InlineStack>
    </Box>
  )
}
