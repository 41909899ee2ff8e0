/** Bytes of a delivery that are too many to be read between two requests; nearly all are of a hundredth of that. */
export const largeDelivery = 65_536
