import { BlockStack, Button, ButtonGroup, Card, Text } from "@shopify/polaris"
import type { Delivery } from "#web/admin/api/deliveries.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { Code } from "#web/admin/components/Code.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { useDeliveryChanges } from "./useDeliveryChanges.ts"

export function DeliveryRow({ delivery, timeZone }: { delivery: Delivery; timeZone: string }) {
  const { t, code, format } = useWords()
  const { replay, dismiss } = useDeliveryChanges(delivery.id)
  const { reason } = delivery
  const busy = replay.isPending || dismiss.isPending
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {code("topic", delivery.topic, {})}
          </Text>
          <Text as="p">{code("delivery-reason", reason.code, { field: reason.field ?? "" })}</Text>
          {reason.value ? <Code subdued>{reason.value}</Code> : null}
          <Text as="p" tone="subdued">
            {t("deliveries.received", { when: format.moment(delivery.receivedAt, timeZone) })}
          </Text>
        </BlockStack>
        <ChangeFailure
          error={replay.error ?? dismiss.error}
          refusals={replay.data ?? dismiss.data ?? []}
        />
        <ButtonGroup>
          <Button
            disabled={!delivery.canReplay || busy}
            loading={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t("deliveries.replay")}
          </Button>
          <Button
            variant="tertiary"
            disabled={busy}
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate()}
          >
            {t("deliveries.dismiss")}
          </Button>
        </ButtonGroup>
        {delivery.canReplay ? null : (
          <Text as="p" tone="subdued">
            {t("refusal.body-gone")}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}
