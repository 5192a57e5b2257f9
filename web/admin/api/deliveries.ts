export type Delivery = {
  id: string
  topic: string
  reason: { code: string; field: string | null; value: string | null }
  receivedAt: string
  canReplay: boolean
}

export const deliveriesQuery = `query Deliveries($after: String) {
  shop { currency timeZone }
  deliveries(first: 25, after: $after) {
    nodes { id topic reason { code field value } receivedAt canReplay } endCursor
  }
}`

export const replayMutation = `mutation Replay($id: ID!) {
  changed: replayDelivery(id: $id) { refusals { code field limit } }
}`

export const dismissMutation = `mutation Dismiss($id: ID!) {
  changed: dismissDelivery(id: $id) { refusals { code field limit } }
}`
