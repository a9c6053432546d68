package io.lineside.launcher;

/** Plant models of the chain's tests. */
final class Plants {

    /** One signal, {@code press-4/load}, with a high limit at 80 and a deadband of 5. */
    static final String ONE_PRESS =
            """
            sites:
              - id: works
                name: Works
                time-zone: UTC
                areas:
                  - id: hall
                    name: Hall
                    units:
                      - id: press
                        name: Press
                        devices:
                          - id: press-4
                            name: Press 4
                            signals:
                              - name: load
                                label: Load
                                unit: kN
                                decimals: 1
                                scale: {min: 0, max: 100}
                                alarms:
                                  - {type: H, limit: 80, deadband: 5, on-delay: 0s, off-delay: 0s, priority: 2, message: Press load high}
            """;

    /** Two pumps in units of their own, each expected to send its speed twice a second. */
    static final String TWO_PUMPS =
            """
            sites:
              - id: works
                name: Works
                time-zone: UTC
                areas:
                  - id: hall
                    name: Hall
                    units:
                      - id: north
                        name: North
                        devices:
                          - id: pump-1
                            name: Pump 1
                            signals:
                              - {name: speed, label: Speed, unit: rpm, decimals: 0, scale: {min: 0, max: 2000}, period: 500ms}
                      - id: south
                        name: South
                        devices:
                          - id: pump-2
                            name: Pump 2
                            signals:
                              - {name: speed, label: Speed, unit: rpm, decimals: 0, scale: {min: 0, max: 2000}, period: 500ms}
            """;

    /** Nothing is configured: every device appears by itself. */
    static final String NONE = "sites: []\n";

    private Plants() {}
}
