"""Golden bytes of the exploration protocol: commands as the maker's own package writes them.

``SETUP`` is what acconeer-exptool 7.17.4 sends for the setup of the belt recordings, without the
key ``iq_imbalance_compensation``, which it takes out for servers before 1.9.1.
"""

STOP = b'{"cmd":"stop_streaming"}\n'
WHO = b'{"cmd":"get_system_info"}\n'
START = b'{"cmd":"start_streaming"}\n'
SETUP = (
    b'{"groups":[[{"sensor_id":1,"config":{"sweep_rate":0.0,"frame_rate":20.0,'
    b'"continuous_sweep_mode":false,"double_buffering":false,'
    b'"inter_frame_idle_state":"deep_sleep","inter_sweep_idle_state":"ready",'
    b'"sweeps_per_frame":16,"subsweeps":[{"start_point":160,"num_points":4,"step_length":48,'
    b'"profile":5,"hwaas":32,"receiver_gain":16,"enable_tx":true,"enable_loopback":false,'
    b'"phase_enhancement":false,"prf":"15_6_MHz"}]}}]],"cmd":"setup"}\n'
)

STOPPED = b'{"status":"stop"}\n'
SYSTEM = (
    b'{"status":"ok","system_info":{"rss_version":"a121-v1.9.0","sensor":"a121",'
    b'"sensor_count":1,"ticks_per_second":1000,"hw":"xm125","max_baudrate":2000000}}\n'
)
# Of a real sensor, as its recording kept it, but for the sizes, which are those of SETUP.
METADATA = (
    b'{"status":"ok","tick_period":50,"payload_size":0,"metadata":[[{"frame_data_length":64,'
    b'"sweep_data_length":4,"subsweep_data_offset":[0],"subsweep_data_length":[4],'
    b'"calibration_temperature":27,"base_step_length_m":0.00250227400101721,'
    b'"max_sweep_rate":1372.82861328125,"high_speed_mode":true}]]}\n'
)
STARTED = b'{"status":"start"}\n'
ERROR = b'{"status":"error","message":"no sensor"}\n'


def result(
    tick: int, points: bytes, *, saturated: str = "false", delayed: str = "false",
    calibrate: str = "false", size: int | None = None,
) -> bytes:  # fmt: skip
    """A result and its payload, as the server writes them."""
    head = (
        f'{{"status":"ok","result_info":[[{{"tick":{tick},"data_saturated":{saturated},'
        f'"temperature":27,"frame_delayed":{delayed},"calibration_needed":{calibrate}}}]],'
        f'"payload_size":{len(points) if size is None else size}}}\n'
    )
    return head.encode() + points


# Sixteen sweeps of four points: 100 + 50j, -3 - 4j, 0, and sweeps of 10 and of -10 by turns.
SWEEP = bytes.fromhex("6400 3200 FDFF FCFF 0000 0000")
POINTS = b"".join(
    SWEEP + bytes.fromhex("0A00 0000" if sweep % 2 else "F6FF 0000") for sweep in range(16)
)
