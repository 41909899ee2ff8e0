/** Who looks after what waits: whoever runs the relay, or an admin of the account whom HubSpot vouches for. */
export type By = 'operator' | `user:${string}`
