// usage: node node.mjs CELL-AS-JSON
import * as signalR from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import { play } from "./scenarios.mjs";

await play({ signalR, MessagePackHubProtocol }, JSON.parse(process.argv[2]));
process.exit(0);
