import { peekList, peekText } from '../peek.ts'

/** A cart as text: what the person wrote with it, each item, and the sum where all have one currency. */
export function orderWords(order: unknown): string | undefined {
  const items = peekList(order, 'product_items').map((item) => ({
    name: peekText(item, 'product_retailer_id') ?? peekText(item, 'name') ?? 'a product',
    quantity: peekText(item, 'quantity') ?? '1',
    price: peekText(item, 'item_price'),
    currency: peekText(item, 'currency') ?? '',
  }))
  const lines = items.map(({ name, quantity, price, currency }) => {
    return `${quantity} × ${name}${price === undefined ? '' : `, ${`${price} ${currency}`.trim()} each`}`
  })
  const currencies = new Set(items.map(({ currency }) => currency))
  const sum = items.reduce((all, { quantity, price }) => all + Number(quantity) * Number(price), 0)
  const total = Number.isFinite(sum) && items.length > 0 && currencies.size === 1
  const told = [
    peekText(order, 'text'),
    lines.length > 0 ? 'Order:' : undefined,
    ...lines,
    total ? `Total ${`${Number(sum.toFixed(2))} ${[...currencies].join('')}`.trim()}` : undefined,
    items.length > 0 ? catalogue(peekText(order, 'catalog_id')) : undefined,
  ].filter((line) => line !== undefined)
  return told.length > 0 ? told.join('\n') : undefined
}

function catalogue(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `From catalogue ${id}`
}
