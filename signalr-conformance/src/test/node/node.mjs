// usage: node node.mjs CELL-AS-JSON
import * as signalR from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import { play } from "./scenarios.mjs";

// Over server-sent events a refused handshake may be answered before its POST is: the client then has a rejected promise that it
// does not look at until the POST has ended, for which Node would end the process.
process.on("unhandledRejection", (reason) => console.error("unhandled: " + reason));

await play({ signalR, MessagePackHubProtocol }, JSON.parse(process.argv[2]));
process.exit(0);
