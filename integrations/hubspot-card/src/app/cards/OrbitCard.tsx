// Puts the card on HubSpot's records.

import { hubspot } from "@hubspot/ui-extensions";

import { ORBIT } from "./address.ts";
import { CardView } from "./CardView.tsx";

hubspot.extend<"crm.record.sidebar">(({ context, actions }) => (
  <CardView
    record={{ portal: context.portal.id, objectTypeId: context.crm.objectTypeId, objectId: context.crm.objectId }}
    orbit={ORBIT}
    send={hubspot.fetch}
    open={(uri) => actions.openIframeModal({ uri, title: "Orbit", width: 420, height: 700 })}
  />
));
