import { createContext, type ReactNode, useContext } from 'react';
import { type Endpoints, LOCAL_ENDPOINTS } from './endpoints.ts';

const EndpointsContext = createContext<Endpoints>(LOCAL_ENDPOINTS);

/** The endpoints of this page; others take a reload. */
export function EndpointsProvider({ endpoints, children }: { endpoints: Endpoints; children: ReactNode }) {
  return <EndpointsContext value={endpoints}>{children}</EndpointsContext>;
}

export const useEndpoints = (): Endpoints => useContext(EndpointsContext);
