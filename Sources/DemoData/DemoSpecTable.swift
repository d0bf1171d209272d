/// Values of the spec keys, chosen here to look plausible in demonstrations; not taken from any maker.
enum DemoSpecTable {
    /// key, lowest, highest, step, decimals: the first three in units of ten to the minus decimals.
    static let numbers = """
        acceleration_g 5 100 5 0
        accuracy_pct 1 50 1 2
        agitator_power_kw 15 1100 5 1
        air_flow_m3_h 1000 120000 500 0
        air_pressure_mpa 40 80 5 2
        alarm_time_s 1 30 1 0
        approach_c 20 50 5 1
        area_m2 5 600 5 0
        automation_pct 60 98 1 0
        axes 3 8 1 0
        axis_distance_mm 150 320 10 0
        bandwidth_gbps 1 100 1 0
        bandwidth_ghz 5 500 5 1
        battery_life_h 4 24 1 0
        bending_length_mm 1600 8000 100 0
        boring_spindle_diameter_mm 90 200 10 0
        breakage_pct 1 20 1 2
        build_volume_l 8 400 4 0
        busbar_count 9 20 1 0
        camera_megapixel 2 65 1 0
        capacity_kva 100 4000 50 0
        capacity_t 1 150 1 0
        capacity_t_d 10 2000 10 0
        capacity_t_h 1 300 1 0
        carbon_conversion_pct 960 999 1 1
        cell_count 1 64 1 0
        cell_current_ka 300 660 10 0
        cells_per_h 3600 10800 200 0
        cells_per_min 8 60 1 0
        chamber_volume_l 100 3000 50 0
        changeover_min 3 60 1 0
        channel_count 2 512 2 0
        channel_current_a 5 300 5 0
        channel_voltage_v 5 100 5 0
        charge_kg 200 1200 20 0
        clamping_force_kn 600 40000 200 0
        coal_feed_t_d 500 4000 100 0
        coating_uniformity_pct 10 50 1 1
        colors 2 12 1 0
        column_count 8 40 2 0
        compute_pflops 1 200 1 0
        compute_tops 8 1000 8 0
        concurrent_users 20 2000 20 0
        conductivity_us_cm 1 100 1 1
        cooling_capacity_kw 50 7000 50 0
        cop 450 950 10 2
        crew_reduction 2 40 1 0
        cutting_length_mm 1500 12000 500 0
        cutting_taper_deg 3 45 1 0
        cutting_width_mm 1000 4000 100 0
        daylight_mm 400 2500 50 0
        dc_kwh_per_t 12500 13200 10 0
        delivery_speed_m_min 60 500 10 0
        design_temp_c 80 550 10 0
        diameter_mm 400 6000 100 0
        discharge_pressure_mpa 50 125 5 2
        discharge_size_mm 5 150 5 0
        drift_pct 1 10 1 3
        dry_output_kg_h 20 5000 20 0
        duty_cycle_pct 40 100 5 0
        edge_thickness_mm 4 30 1 1
        effects 1 6 1 0
        efficiency_pct 820 972 1 1
        effluent_cod_mg_l 10 100 5 0
        energy_feedback_pct 70 95 1 0
        energy_kwh_per_kg 10 300 1 2
        energy_kwh_per_t 15 800 5 0
        evap_t_h 5 400 5 1
        evaporation_t_h 5 500 5 1
        false_reject_pct 1 20 1 1
        fan_power_ratio 10 40 1 3
        fan_pressure_pa 200 12000 100 0
        feed_size_mm 100 1500 50 0
        filling_accuracy_g 1 20 1 2
        film_thickness_um 10 120 5 0
        fineness_mesh 80 2000 20 0
        flight_range_km 10 300 10 0
        flow_m3_h 5 2000 5 0
        flow_m3_min 10 2000 10 1
        flow_rate_ml_min 50 1200 25 0
        force_max_kn 1 2000 1 0
        frame_size 80 355 5 0
        frequency_max_hz 2000 5000 100 0
        furnace_volume_m3 400 5000 50 0
        g_force 500 5000 100 0
        grinding_length_mm 200 4000 50 0
        head_m 10 400 5 0
        height_m 5 60 1 0
        hot_zone_inch 28 44 2 0
        humidity_max_pct 85 98 1 0
        ie_grade 1 3 1 0
        ingot_diameter_mm 200 320 5 0
        injection_pressure_mpa 120 260 5 0
        insulation_gohm 1 100 1 0
        laser_power_w 500 30000 500 0
        latency_ms 1 50 1 0
        layer_um 20 200 10 0
        leakage_current_ma 1 100 1 1
        lift_height_m 3 40 1 0
        line_speed_m_min 2 300 2 0
        liquor_ratio 3 10 1 0
        load_loss_w 1000 30000 100 0
        load_t 2 600 2 1
        max_drilling_diameter_mm 10 100 2 0
        max_grinding_diameter_mm 50 800 10 0
        max_module 2 30 1 0
        max_thickness_mm 2 60 1 0
        max_turning_diameter_mm 100 1600 20 0
        max_turning_length_mm 200 6000 50 0
        max_workpiece_diameter_mm 200 3000 20 0
        min_line_um 10 100 5 0
        no_load_loss_w 150 4000 10 0
        nominal_force_kn 160 20000 40 0
        nox_mg_m3 20 200 5 0
        npsh_m 15 60 1 1
        oee_pct 65 92 1 0
        output_kg_h 50 10000 50 0
        panel_width_mm 200 1200 10 0
        payload_kg 3 500 1 0
        penetration_mm 10 300 5 0
        pieces_per_min 5 600 5 0
        placement_accuracy_um 10 50 5 0
        placement_cph 8000 120000 1000 0
        pm_mg_m3 2 20 1 0
        points 50 5000 50 0
        poles 2 8 2 0
        positioning_accuracy_mm 3 100 1 3
        power_kw 15 5000 5 1
        pressure_mpa 2 160 2 1
        product_types 2 60 1 0
        pue 115 150 1 2
        rack_count 2 60 1 0
        reach_mm 500 3500 50 0
        recovery_pct 70 99 1 0
        removal_pct 80 99 1 0
        repeatability_mm 2 50 1 3
        residual_moisture_pct 5 600 5 1
        resin_volume_m3 5 200 5 1
        reuse_pct 60 98 1 0
        rotation_rpm 200 6000 50 0
        rotor_count 120 720 24 0
        rotor_speed_rpm 80000 160000 5000 0
        roundness_um 2 50 1 1
        sample_rate_gs 5 800 5 1
        screw_diameter_mm 20 150 5 0
        shot_weight_g 50 20000 50 0
        simultaneous_axes 4 9 1 0
        so2_mg_m3 10 100 5 0
        solids_capacity_m3_h 5 1000 5 1
        specific_energy_kgce_t 20 400 5 0
        specific_power_kw_m3_min 520 750 5 2
        speed_m_s 5 30 1 1
        spindle_bore_mm 36 130 2 0
        spindle_count 64 1824 8 0
        spindle_gauge_mm 65 80 5 0
        spindle_power_kw 55 550 5 1
        spindle_speed_rpm 1500 24000 500 0
        station_count 3 60 1 0
        steam_per_t_water_kg 20 450 10 0
        steam_pressure_mpa 70 380 5 2
        stitches_per_min 1000 6000 100 0
        stroke_mm 50 1500 10 0
        strokes_per_min 10 300 5 0
        surface_roughness_um 5 320 5 2
        table_length_mm 600 6000 100 0
        table_load_kg 200 20000 100 0
        table_width_mm 300 2500 50 0
        takt_s 2 300 2 0
        temp_max_c 80 1700 10 0
        temp_min_c -70 -20 5 0
        temp_rate_c_min 1 15 1 0
        temp_uniformity_c 5 100 5 1
        test_voltage_kv 5 100 5 1
        thermal_efficiency_pct 820 1030 5 1
        throat_depth_mm 200 500 10 0
        throughput_per_h 20 6000 20 0
        tool_count 12 120 2 0
        torque_accuracy_pct 10 50 5 1
        torque_max_nm 60 600 10 0
        torque_min_nm 5 500 5 1
        transfer_efficiency_pct 55 95 1 0
        travel_x_mm 400 4000 50 0
        travel_y_mm 300 2500 50 0
        travel_z_mm 300 1500 50 0
        tray_count 10 80 1 0
        turndown_pct 10 40 5 0
        utilisation_pct 70 99 1 0
        vacuum_kpa 1 20 1 0
        voltage_v 380 10000 20 0
        volume_m3 5 20000 5 1
        wafer_size_mm 150 300 50 0
        wafer_thickness_um 110 180 5 0
        wafers_per_h 1000 9000 100 0
        water_flow_m3_h 50 5000 50 0
        water_saving_pct 5 60 1 0
        water_use_m3_t 5 600 5 1
        wavelength_max_nm 780 2500 20 0
        wavelength_min_nm 190 400 10 0
        weight_kg 800 40000 100 0
        weld_frequency_khz 15 40 5 0
        weld_precision_mm 5 50 1 2
        welding_current_a 100 630 10 0
        winding_speed_m_min 600 2200 50 0
        wire_speed_m_s 2 45 1 0
        working_width_mm 300 4000 20 0
        zones 6 14 1 0
        """

    /// key, then texts.
    static let texts = """
        accuracy_class 0.2级 0.5级 1级
        autonomy_level L3 L4
        cnc_system 国产系统甲 国产系统乙 进口系统丙
        control_mode 矢量控制 先进过程控制 模糊控制 自动
        deployment 本地 云端 混合
        detection_method X射线 超声 涡流 工业CT
        exchanger_type 管壳式 板式 螺旋板式
        explosion_mark ExdIIBT4 ExdIICT4 ExebIICT4
        fuel 天然气 生物质 电 煤
        gasifier_type 水煤浆 粉煤
        heat_source 电 天然气 蒸汽 热泵
        insulation_class F H
        interface_protocols OPC-UA Modbus-TCP MQTT Profinet
        ip_rating IP54 IP65 IP67
        material 碳钢 304不锈钢 316L不锈钢 双相钢 钛材
        navigation 激光SLAM 二维码 视觉 磁条
        packing_type 规整填料 散堆填料
        range_max 0-10kN 0-100kPa 0-1000mm
        resolution 0.001 0.01 0.1
        spindle_taper BT30 BT40 BT50 HSK-A63
        """

    /// key, times in a thousand that it is true.
    static let flags = """
        auto_doffing 700
        auto_splicing 700
        certified 900
        cnc 800
        data_logging 750
        domestic 750
        explosion_proof 400
        hygienic 700
        mes_interface 650
        mvr 600
        oil_free 400
        seam_tracking 600
        servo_drive 650
        traceability 700
        variable_speed 700
        voc_capture 800
        """
}
