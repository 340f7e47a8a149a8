import socket
import unittest

from runner.ports import quiet_ports


class PortsTest(unittest.TestCase):
    def test_taken_ports_are_passed_over_and_none_is_given_twice(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            free = quiet_ports(2)
            drawn = iter([taken.getsockname()[1], free[0], free[0], free[1]])
            self.assertEqual(free, quiet_ports(2, draw=lambda low, high: next(drawn)))

    def test_ports_lie_below_those_of_outgoing_connections(self):
        self.assertTrue(all(10_000 <= port < 32_768 for port in quiet_ports(20)))


if __name__ == "__main__":
    unittest.main()
